-- The request of the file that BODY names: JSON, compressed by gzip.
dofile("results.lua")
local packed

function init()
  local file = assert(io.open(os.getenv("BODY"), "rb"))
  packed = wrk.format("POST", nil, {["content-type"] = "application/json", ["content-encoding"] = "gzip", ["accept-encoding"] = "gzip"}, file:read("*a"))
  file:close()
end

function request()
  return packed
end
