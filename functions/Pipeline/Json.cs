using System.Globalization;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Observations;
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
        Converters =
        {
            new StringEnumConverter(new KebabCaseNamingStrategy(), allowIntegerValues: false),
            new FiniteDoubleConverter(),
            new ValueConverter(),
        },
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

    /// <summary>The values of the domain that are written as one text, and how each is read.</summary>
    private static readonly Dictionary<Type, Func<string, object>> Values = new()
    {
        [typeof(FinancialYear)] = text => FinancialYear.Parse(text),
        [typeof(DateOnly)] = text => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture),
        [typeof(AreaCode)] = text => new AreaCode(text),
        [typeof(AuthorityCode)] = text => new AuthorityCode(text),
        [typeof(GssCode)] = text => new GssCode(text),
        [typeof(ExclusionReason)] = text => new ExclusionReason(text),
        [typeof(Scope)] = text => Scopes.Find(text) ?? throw new JsonSerializationException($"'{text}' is no scope."),
    };

    /// <summary>A value of the domain as the one text it is written as, in JSON and in tables; null where it is none.</summary>
    public static string? TextOf(object value) =>
        value is DateOnly date ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        : IsText(value.GetType()) ? value.ToString()
        : null;

    /// <summary>Whether values of a type are written as one text.</summary>
    public static bool IsText(Type type) => Values.ContainsKey(Nullable.GetUnderlyingType(type) ?? type);

    private sealed class ValueConverter : JsonConverter
    {
        public override bool CanConvert(Type objectType) => IsText(objectType);

        public override object? ReadJson(JsonReader reader, Type objectType, object? existingValue, JsonSerializer serializer) =>
            reader.Value is string text ? Values[Nullable.GetUnderlyingType(objectType) ?? objectType](text) : null;

        public override void WriteJson(JsonWriter writer, object? value, JsonSerializer serializer) =>
            writer.WriteValue(value is null ? null : TextOf(value));
    }

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
