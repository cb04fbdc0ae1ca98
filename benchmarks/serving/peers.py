#!/usr/bin/python3
"""The peer: the same model family behind FastAPI and uvicorn, one worker a core as we have one process on all of them.

usage: peers.py TABLE.csv PORT WORKERS
Debian packages: python3-sklearn python3-pandas python3-fastapi python3-uvicorn
"""
import os
import sys


def create():
    import numpy
    import pandas
    from fastapi import FastAPI
    from pydantic import BaseModel, Field
    from sklearn.tree import DecisionTreeRegressor

    table = pandas.read_csv(os.environ["PEER_TABLE"])
    codes = {code: number for number, code in enumerate(sorted(table.product_code.unique()))}
    features = numpy.column_stack([table.orders_placed, table.product_code.map(codes)])
    model = DecisionTreeRegressor(max_depth=8, min_samples_leaf=2).fit(features, table.hours_to_dispatch)

    class Row(BaseModel):
        product_code: str
        orders_placed: float = Field(..., ge=0)

    api = FastAPI()

    @api.post("/api/predict/dispatch")
    def predict(row: Row):
        hours = model.predict([[row.orders_placed, codes[row.product_code]]])[0]
        return {"est_hours_to_dispatch": float(hours), "model_version": "peer"}

    return api


if __name__ == "__main__":
    import uvicorn

    os.environ["PEER_TABLE"] = os.path.abspath(sys.argv[1])
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
    uvicorn.run("peers:create", factory=True, host="127.0.0.1", port=int(sys.argv[2]), workers=int(sys.argv[3]), log_level="warning", access_log=False)
