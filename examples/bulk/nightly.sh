#!/bin/sh
# For cron: all orders into one DuckDB file, with the last week again for late changes. A run that was
# stopped is gone on with by the next one; two at a time cannot meet. In the crontab:
#
#     15 4 * * *  /opt/orders/nightly.sh
#
# YANDEX_MARKET_API_KEY comes from the environment, or from the file named here, which only you can read.
set -eu
folder=${ORDERS_FOLDER:-/var/lib/orders}
keys=${ORDERS_KEYS:-/etc/orders/keys}
if [ -r "$keys" ]; then
    set -a
    . "$keys"
    set +a
fi
for kind in stats orders; do
    yandex-market export "$kind" --since "${ORDERS_SINCE:-2026-01-01}" --to "$folder/orders.duckdb"
done
