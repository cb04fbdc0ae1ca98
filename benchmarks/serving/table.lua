-- A thousand rows; a few such requests in turn.
dofile("results.lua")
local codes = {"SKU001", "SKU002", "SKU003", "SKU004", "SKU005"}
local requests = {}
local turn = 0

function init()
  for r = 1, 8 do
    local rows = {}
    for i = 1, 1000 do
      rows[i] = string.format('[%.2f,"%s"]', math.random() * 500, codes[math.random(#codes)])
    end
    requests[r] = wrk.format("POST", nil, {["content-type"] = "application/json"}, '{"features":[' .. table.concat(rows, ",") .. "]}")
  end
end

function request()
  turn = turn % #requests + 1
  return requests[turn]
end
