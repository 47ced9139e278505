using BudgetWatch.Domain;
using BudgetWatch.Domain.Community;
using BudgetWatch.Domain.Deprivation;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Population;
using BudgetWatch.Domain.Prices;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace BudgetWatch.Pipeline.Ingest;

/// <summary>What was read from an edition, as it is kept: an edition is parsed once.</summary>
internal static class EditionContentJson
{
    private static readonly Dictionary<string, Type> Kinds = new(StringComparer.Ordinal)
    {
        ["revenue-return"] = typeof(RevenueReturn),
        ["revenue-time-series"] = typeof(RevenueTimeSeries),
        ["deprivation-indices"] = typeof(DeprivationIndices),
        ["population-estimates"] = typeof(PopulationEstimates),
        ["grants-by-district"] = typeof(GrantsByDistrict),
        ["volunteering-by-authority"] = typeof(VolunteeringByAuthority),
        ["yearly-grants"] = typeof(YearlyGrants),
        ["charity-records"] = typeof(CharityRecords),
        ["charity-areas"] = typeof(CharityAreas),
        ["charity-themes"] = typeof(CharityThemes),
        ["charity-incomes"] = typeof(CharityIncomes),
        ["postcode-districts"] = typeof(PostcodeDistricts),
        ["deflator-series"] = typeof(DeflatorSeries),
        ["authority-register"] = typeof(AuthorityRegister),
        ["district-lineage"] = typeof(DistrictLineage),
    };

    private static readonly JsonSerializerSettings Settings = new(Json.Settings)
    {
        Converters = [.. Json.Settings.Converters, new CellsConverter(), new ColumnConverter<int>(), new ColumnConverter<long>()],
        FloatParseHandling = FloatParseHandling.Decimal,
    };

    public static string Write(EditionContent content) =>
        JsonConvert.SerializeObject(
            new Kept(
                Kinds.Single(kind => kind.Value == content.GetType()).Key,
                JObject.FromObject(content, JsonSerializer.Create(Settings))
            ),
            Settings
        );

    public static EditionContent Read(string json)
    {
        var kept = JsonConvert.DeserializeObject<Kept>(json, Settings)!;
        return (EditionContent)kept.Content.ToObject(Kinds[kept.Kind], JsonSerializer.Create(Settings))!;
    }

    private sealed record Kept(string Kind, JObject Content);

    private sealed class CellsConverter : JsonConverter<IReadOnlyDictionary<Line, Cell>>
    {
        public override IReadOnlyDictionary<Line, Cell> ReadJson(
            JsonReader reader,
            Type objectType,
            IReadOnlyDictionary<Line, Cell>? existingValue,
            bool hasExistingValue,
            JsonSerializer serializer
        )
        {
            var cells = new Dictionary<Line, Cell>();
            foreach (var (id, cell) in JObject.Load(reader))
            {
                var parts = (JArray)cell!;
                cells[Lines.Find(id)!] = new Cell(
                    parts[0].Type == JTokenType.Null ? null : parts[0].Value<decimal>(),
                    (CellStatus)parts[1].Value<int>(),
                    parts[2].Value<string>()!
                );
            }

            return cells;
        }

        public override void WriteJson(JsonWriter writer, IReadOnlyDictionary<Line, Cell>? value, JsonSerializer serializer)
        {
            writer.WriteStartObject();
            foreach (var (line, cell) in value ?? new Dictionary<Line, Cell>())
            {
                writer.WritePropertyName(line.Id);
                writer.WriteStartArray();
                writer.WriteValue(cell.Pounds);
                writer.WriteValue((int)cell.Status);
                writer.WriteValue(cell.Address);
                writer.WriteEndArray();
            }

            writer.WriteEndObject();
        }
    }
}
