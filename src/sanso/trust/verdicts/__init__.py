"""What a claim is worth: four marks, and the verifier that gives them."""
