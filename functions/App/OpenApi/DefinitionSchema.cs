using System.Text.Json.Nodes;

namespace MlFunctions.OpenApi;

/// <summary>The schema of pipeline definitions, every field of it; docs/pipeline.md says what they mean, and a definition that is refused is told each fault.</summary>
internal static class DefinitionSchema
{
    /// <summary>The name of the schema.</summary>
    public const string Name = "PipelineDefinition";

    /// <summary>A definition that is small and whole.</summary>
    public const string Example = """
        {
          "name": "dispatch", "task": "regression",
          "features": [{ "name": "orders_placed", "type": "number", "min": 0 }, { "name": "product_code", "type": "category" }],
          "targets": [{ "name": "hours_to_dispatch" }],
          "candidates": [{ "trainer": "decision-tree", "grid": { "maxDepth": [6, 8, 10] } }],
          "metric": "r2"
        }
        """;

    private const string Json = """
        {
          "type": "object",
          "properties": {
            "name": { "type": "string" },
            "task": { "enum": ["regression", "binary", "multiclass", "clustering", "forecast"] },
            "features": { "type": "array", "items": {
              "type": "object",
              "properties": {
                "name": { "type": "string" },
                "type": { "enum": ["number", "category", "text", "date", "boolean"] },
                "min": { "type": "number" },
                "max": { "type": "number" },
                "values": { "type": "array", "items": { "type": "string" } },
                "unknown": { "enum": ["other", "reject"] },
                "format": { "type": "string", "description": "Of dates: year, epoch-seconds, epoch-milliseconds, or a pattern such as dd/MM/yyyy." },
                "zone": { "type": "string", "description": "Of dates: the time zone of those without an offset." },
                "optional": { "type": "boolean" },
                "source": { "type": "string" }
              },
              "required": ["name", "type"], "additionalProperties": false
            } },
            "targets": { "type": "array", "items": {
              "type": "object",
              "properties": {
                "name": { "type": "string" },
                "as": { "type": "string" },
                "classes": { "type": "array", "items": { "type": "string" } },
                "labels": { "type": "array", "items": { "type": "string" } }
              },
              "required": ["name"], "additionalProperties": false
            } },
            "ingestion": {
              "type": "object",
              "properties": {
                "delimiter": { "type": "string" },
                "decimal": { "type": "string" },
                "quote": { "type": "string" },
                "encoding": { "type": "string" },
                "header": { "anyOf": [{ "type": "boolean" }, { "type": "array", "items": { "type": "string" } }] },
                "missing": { "type": "array", "items": { "type": "string" } },
                "thousands": { "type": "string" },
                "currency": { "type": "array", "items": { "type": "string" } },
                "percent": { "enum": ["fraction", "number"] },
                "maxBadRows": { "type": "number", "minimum": 0, "maximum": 1 },
                "driftThreshold": { "type": "number", "minimum": 0 }
              },
              "additionalProperties": false
            },
            "sources": { "type": "object", "additionalProperties": {
              "type": "object", "properties": { "key": { "type": "string" } }, "required": ["key"], "additionalProperties": false
            } },
            "series": { "type": "array", "items": {
              "type": "object",
              "properties": {
                "column": { "type": "string" },
                "time": { "type": "string" },
                "by": { "type": "string" },
                "lags": { "type": "array", "items": { "type": "integer", "minimum": 1 } },
                "windows": { "type": "array", "items": { "type": "integer", "minimum": 1 } }
              },
              "required": ["column", "time"], "additionalProperties": false
            } },
            "entity": { "type": "string" },
            "preparation": { "type": "array", "items": {
              "type": "object",
              "description": "Each transform has settings of its own beside these.",
              "properties": { "transform": { "type": "string" }, "columns": { "type": "array", "items": { "type": "string" } } },
              "required": ["transform"], "additionalProperties": {}
            } },
            "split": {
              "type": "object",
              "properties": {
                "strategy": { "type": "string", "description": "random, sequential, shuffled, grouped, time-ordered, or a splitter of one's own." },
                "ratio": { "type": "number", "minimum": 0.01, "maximum": 0.99 },
                "seed": { "type": "integer", "minimum": 0 },
                "stratify": { "type": "string" },
                "by": { "type": "string" },
                "smallData": {
                  "type": "object", "properties": { "below": { "type": "integer" }, "holdout": { "type": "string" } }, "additionalProperties": false
                }
              },
              "additionalProperties": false
            },
            "candidates": { "type": "array", "minItems": 1, "items": {
              "type": "object",
              "properties": {
                "trainer": { "type": "string" },
                "grid": { "type": "object", "description": "By hyperparameter the values to try, or a range: from, to and scale.", "additionalProperties": {} },
                "search": {
                  "type": "object",
                  "properties": {
                    "strategy": { "enum": ["grid", "random", "successive-halving"] },
                    "count": { "type": "integer", "minimum": 1 },
                    "factor": { "type": "integer", "minimum": 2 }
                  },
                  "additionalProperties": false
                },
                "timeout": { "type": "string" }
              },
              "required": ["trainer"], "additionalProperties": false
            } },
            "folds": { "type": "integer", "minimum": 2, "maximum": 100 },
            "metric": { "type": "string" },
            "gates": {
              "type": "object",
              "properties": {
                "fail": { "type": "object", "additionalProperties": { "type": "number" } },
                "warn": { "type": "object", "additionalProperties": { "type": "number" } },
                "champion": { "enum": ["must-beat", "must-equal", "ignore"] },
                "naive": { "enum": ["must-beat", "ignore"] },
                "expect": { "type": "array", "items": {
                  "type": "object",
                  "properties": { "increasing": { "type": "string" }, "min": { "type": "number" }, "maxOfTarget": { "type": "number" } },
                  "additionalProperties": false
                } }
              },
              "additionalProperties": false
            },
            "approval": { "anyOf": [
              { "type": "boolean" },
              { "type": "object", "properties": { "deadline": { "type": "string" } }, "additionalProperties": false }
            ] },
            "retrain": {
              "type": "object",
              "properties": {
                "onData": { "type": "boolean" },
                "schedule": { "type": "string" },
                "onCorrections": { "type": "integer", "minimum": 1 },
                "balanceCorrections": { "type": "boolean" },
                "onDrift": { "type": "boolean" }
              },
              "additionalProperties": false
            },
            "retention": {
              "type": "object",
              "description": "For how many days scores, streamed records, and events with the audit are kept; without it for ever.",
              "properties": {
                "scores": { "type": "integer", "minimum": 1, "maximum": 36500 },
                "records": { "type": "integer", "minimum": 1, "maximum": 36500 },
                "audit": { "type": "integer", "minimum": 1, "maximum": 36500 }
              },
              "additionalProperties": false
            },
            "serving": {
              "type": "object",
              "properties": {
                "deadline": { "type": "string" },
                "aliases": { "type": "array", "items": { "type": "string" } },
                "revert": {
                  "type": "object",
                  "properties": { "metric": { "type": "string" }, "worseThan": { "type": "number" }, "outcomes": { "type": "integer", "minimum": 1 } },
                  "required": ["metric", "worseThan"], "additionalProperties": false
                }
              },
              "additionalProperties": false
            }
          },
          "required": ["name", "task", "candidates", "metric"],
          "additionalProperties": false
        }
        """;

    /// <summary>The schema.</summary>
    public static JsonObject Create() => JsonNode.Parse(Json)!.AsObject();
}
