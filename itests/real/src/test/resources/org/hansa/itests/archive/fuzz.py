"""What is not asked at random: streams that never end."""

import schemathesis


@schemathesis.hook
def map_query(context, query):
    if isinstance(query, dict):
        query.pop("watch", None)
        query.pop("from", None)
    return query
