"""The evidence of a workspace as pages need it: taken in, judged, shown."""
