#!/bin/sh
# Never gets to run: no site has what application.yaml asks.
exec sleep 3600
