interface ImportMetaEnv {
  /** Where the server is: http://127.0.0.1:8000, unless said otherwise. */
  readonly VITE_ACCORD_ORIGIN: string;
}
