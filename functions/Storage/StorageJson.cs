using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Converters;
using Newtonsoft.Json.Serialization;

namespace BudgetWatch.Storage;

/// <summary>Records as JSON, the same in every table, blob and message.</summary>
internal static class StorageJson
{
    private static readonly JsonSerializerSettings settings = new()
    {
        ContractResolver = new DefaultContractResolver
        {
            // Keys of dictionaries are ids and stay as they are.
            NamingStrategy = new CamelCaseNamingStrategy { ProcessDictionaryKeys = false },
        },
        Converters = { new StringEnumConverter() },
        Culture = CultureInfo.InvariantCulture,

        // Text that looks like a date is text; typed dates keep their offset.
        DateParseHandling = DateParseHandling.None,
    };

    public static string Write<T>(T value) => JsonConvert.SerializeObject(value, settings);

    public static T Read<T>(string json) =>
        JsonConvert.DeserializeObject<T>(json, settings)
        ?? throw new InvalidDataException($"Stored JSON for {typeof(T).Name} is null.");
}
