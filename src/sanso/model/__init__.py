"""The value creation process: elements, connections, harms, and how a model is read and checked."""
