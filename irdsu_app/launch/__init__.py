"""What happens between a bare clone and a page: the Python packages, the build, the server."""
