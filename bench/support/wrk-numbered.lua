-- Sends requests that are made from templates, so that none is like another. Each line of the file is a path, a tab, a JSON body with
-- marks: #ENTITY# becomes a number out of a range, over and over; #SEEN# one that is never used again. Prints one JSON line at the end.
local templates = {}
local threads = {}
local first, range, count = 0, 0, 0

function setup(thread) table.insert(threads, thread) end

local function cut(text)
  local pieces = {}
  local at = 1
  while true do
    local from, to, word = text:find("#(%u+)#", at)
    if not from then break end
    table.insert(pieces, text:sub(at, from - 1))
    table.insert(pieces, word)
    at = to + 1
  end
  table.insert(pieces, text:sub(at))
  return pieces
end

function init(args)
  first, range = tonumber(args[2]), tonumber(args[3])
  not_ok = 0
  for line in io.lines(args[1]) do
    local tab = line:find("\t", 1, true)
    local body = line:sub(tab + 1)
    -- Both marks become nine digits, so that the length is known beforehand.
    local length = #body:gsub("#%u+#", "000000000")
    local head = "POST " .. line:sub(1, tab - 1) .. " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: "
      .. length .. "\r\n\r\n"
    table.insert(templates, cut(head .. body))
  end
end

function request()
  local place = count % range
  local words = { ENTITY = string.format("%09d", first + place), SEEN = string.format("%09d", first + count) }
  local pieces = templates[place % #templates + 1]
  local made = {}
  for i = 1, #pieces do made[i] = i % 2 == 1 and pieces[i] or words[pieces[i]] end
  count = count + 1
  return table.concat(made)
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
