using System.Text.Json.Serialization;
using Microsoft.DurableTask;

namespace MlFunctions.LocalHost.Durable.History;

[JsonSerializable(typeof(HistoryEvent))]
[JsonSerializable(typeof(TaskFailureDetails))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class HistoryJsonContext : JsonSerializerContext;
