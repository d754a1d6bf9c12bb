"""The front-line dashboard: `streamlit run dashboard.py`.

Streamlit's server imports this file for the application: the pages, feeds, previews of links. As a script it
draws a page, also where a host knows nothing of applications.
"""

import streamlit as st

if __name__ == "__main__":
    from geo.ui import opening

    opening.show()  # before what takes long to import
    from geo.ui.app import main

    main()
else:
    from geo.ui import server

    app = st.App(__file__, lifespan=server.ready, routes=server.ROUTES, middleware=server.MIDDLEWARE)
