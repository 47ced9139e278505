using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Converters;
using Newtonsoft.Json.Serialization;

namespace BudgetWatch.Pipeline;

/// <summary>The one way this project writes and reads JSON: camelCase, invariant, no type names, no NaN or infinity.</summary>
public static class Json
{
    /// <summary>The settings of every manifest, message, row and answer.</summary>
    public static readonly JsonSerializerSettings Settings = new()
    {
        ContractResolver = new DefaultContractResolver { NamingStrategy = new CamelCaseNamingStrategy { ProcessDictionaryKeys = false } },
        Culture = CultureInfo.InvariantCulture,
        DateFormatHandling = DateFormatHandling.IsoDateFormat,
        DateTimeZoneHandling = DateTimeZoneHandling.Utc,
        DateParseHandling = DateParseHandling.None,
        FloatParseHandling = FloatParseHandling.Double,
        MaxDepth = 32,
        MetadataPropertyHandling = MetadataPropertyHandling.Ignore,
        TypeNameHandling = TypeNameHandling.None,
        Converters = { new StringEnumConverter(new KebabCaseNamingStrategy(), allowIntegerValues: false), new FiniteDoubleConverter() },
    };

    /// <summary>Writes a value.</summary>
    /// <exception cref="JsonSerializationException">It holds a NaN or an infinity: a bug that must not reach a reader.</exception>
    public static string Write(object value) => JsonConvert.SerializeObject(value, Formatting.None, Settings);

    /// <summary>Writes a value as it goes: the text of a long answer is never held whole.</summary>
    /// <exception cref="JsonSerializationException">It holds a NaN or an infinity: a bug that must not reach a reader.</exception>
    public static void Write(object value, TextWriter to)
    {
        using var json = new JsonTextWriter(to) { CloseOutput = false, Culture = CultureInfo.InvariantCulture };
        JsonSerializer.Create(Settings).Serialize(json, value);
    }

    /// <summary>Reads a value; null only for the literal <c>null</c>.</summary>
    public static T? Read<T>(string json) => JsonConvert.DeserializeObject<T>(json, Settings);

    /// <summary>Reads a value that must be there.</summary>
    /// <exception cref="InvalidDataException">It is the literal <c>null</c>.</exception>
    public static T Require<T>(string json) => Read<T>(json) ?? throw new InvalidDataException($"JSON of a {typeof(T).Name} is null.");

    private sealed class FiniteDoubleConverter : JsonConverter<double>
    {
        public override bool CanRead => false;

        public override double ReadJson(
            JsonReader reader,
            Type objectType,
            double existingValue,
            bool hasExistingValue,
            JsonSerializer serializer
        ) => throw new NotSupportedException();

        public override void WriteJson(JsonWriter writer, double value, JsonSerializer serializer)
        {
            if (!double.IsFinite(value))
            {
                throw new JsonSerializationException($"A figure is {value.ToString(CultureInfo.InvariantCulture)} at {writer.Path}.");
            }

            // -0 is 0 to a reader, and equal figures must be equal bytes.
            writer.WriteValue(value == 0 ? 0.0 : value);
        }
    }
}
