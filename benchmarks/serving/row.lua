-- One row, a different one each time, so that neither side can answer from a cache of requests.
dofile("results.lua")
local codes = {"SKU001", "SKU002", "SKU003", "SKU004", "SKU005"}
local headers = {["content-type"] = "application/json"}

function request()
  local body = string.format('{"product_code":"%s","orders_placed":%.3f}', codes[math.random(#codes)], math.random() * 500)
  return wrk.format("POST", nil, headers, body)
end
