-- Sends the requests of a file, one after the other: each line is a path, a tab, a JSON body. Prints one JSON line at the end.
local requests = {}
local at = 0
local threads = {}

function setup(thread) table.insert(threads, thread) end

function init(args)
  for line in io.lines(args[1]) do
    local tab = line:find("\t", 1, true)
    table.insert(requests, wrk.format("POST", line:sub(1, tab - 1), { ["Content-Type"] = "application/json" }, line:sub(tab + 1)))
  end
  at = math.random(#requests)
  not_ok = 0
end

function request()
  at = at % #requests + 1
  return requests[at]
end

function response(status)
  if status ~= 200 then not_ok = not_ok + 1 end
end

function done(summary, latency)
  local refused = 0
  for _, thread in ipairs(threads) do refused = refused + thread:get("not_ok") end
  io.write(string.format('RESULT {"requests":%d,"seconds":%.3f,"notOk":%d,"socketErrors":%d,"p50Ms":%.2f,"p99Ms":%.2f,"maxMs":%.2f}\n',
    summary.requests, summary.duration / 1e6, refused,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, latency.max / 1000))
end
