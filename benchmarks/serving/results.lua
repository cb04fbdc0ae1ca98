-- Counts statuses, which wrk itself does not tell apart, and prints one line of figures; milliseconds.
local threads = {}

function setup(thread)
  table.insert(threads, thread)
end

function response(status)
  local name = "s" .. status
  _G[name] = (_G[name] or 0) + 1
end

function done(summary, latency)
  local line = string.format("RESULT requests=%d seconds=%.3f p50=%.3f p95=%.3f p99=%.3f max=%.3f broken=%d",
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(95) / 1e3, latency:percentile(99) / 1e3, latency.max / 1e3,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout)
  for _, status in ipairs({200, 429}) do
    local count = 0
    for _, thread in ipairs(threads) do
      count = count + (tonumber(thread:get("s" .. status)) or 0)
    end
    line = line .. string.format(" s%d=%d", status, count)
  end
  print(line)
end
