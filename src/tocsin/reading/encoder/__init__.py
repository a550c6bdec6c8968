"""The learnt reader."""
