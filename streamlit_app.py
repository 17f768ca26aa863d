"""`streamlit run streamlit_app.py`: the dashboard, as hosting services start it."""

from pathlib import Path

from streamlit.starlette import App

from dashboard.app import server

app = App(Path(server.__file__).with_name("main.py"), middleware=server.MIDDLEWARE, lifespan=server.warmed)
