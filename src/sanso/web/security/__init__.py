"""What stands between the network and the pages: hosts, headers, limits, origins, tokens, tries, signing in."""
