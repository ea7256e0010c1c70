"""The toolkit that turns an API description into a server; it knows nothing of any one API."""
