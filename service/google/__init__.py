"""Google: signing in, connecting an account, and giving the right back."""
