"""`streamlit run streamlit_app.py`: the dashboard, as hosting services start it."""

from dashboard.app.main import run

run()
