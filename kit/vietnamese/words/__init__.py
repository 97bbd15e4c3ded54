"""Word segmentation: the model's tables, the decoder, tokens with offsets."""
