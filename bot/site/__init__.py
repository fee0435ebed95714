"""The website: the clinic's page that carries the chat, the appointment page, and the application that serves them."""
