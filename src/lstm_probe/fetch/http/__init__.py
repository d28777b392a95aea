"""Files of ordinary web servers: asked politely, resumed, and verified."""
