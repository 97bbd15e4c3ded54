"""The rooms of word segmentation: the model's tables, the decoder, tokens with offsets, the two styles."""
