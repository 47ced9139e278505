using System.Globalization;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Community;
using BudgetWatch.Domain.Deprivation;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Population;
using BudgetWatch.Domain.Prices;
using Newtonsoft.Json;

namespace BudgetWatch.Pipeline.Ingest;

/// <summary>What was read from an edition, as it is kept: an edition is parsed once.</summary>
internal static class EditionContentJson
{
    private static readonly Dictionary<string, Type> Kinds = new(StringComparer.Ordinal)
    {
        ["revenue-return"] = typeof(RevenueReturn),
        ["revenue-time-series"] = typeof(RevenueTimeSeries),
        ["service-details"] = typeof(ServiceDetails),
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

    private const string Kind = "kind";
    private const string Content = "content";

    private static readonly JsonSerializerSettings Settings = new(Json.Settings)
    {
        Converters = [.. Json.Settings.Converters, new CellsConverter(), new ColumnConverter<int>(), new ColumnConverter<long>()],
        FloatParseHandling = FloatParseHandling.Decimal,
    };

    public static string Write(EditionContent content)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var json = new JsonTextWriter(text) { Culture = CultureInfo.InvariantCulture })
        {
            json.WriteStartObject();
            json.WritePropertyName(Kind);
            json.WriteValue(Kinds.Single(kind => kind.Value == content.GetType()).Key);
            json.WritePropertyName(Content);
            JsonSerializer.Create(Settings).Serialize(json, content);
            json.WriteEndObject();
        }

        return text.ToString();
    }

    // Token by token: a form has 150 cells for each of 440 authorities, which as a tree take ten times the room of the text.
    public static EditionContent Read(string json)
    {
        using var reader = new JsonTextReader(new StringReader(json))
        {
            MaxDepth = Settings.MaxDepth,
            DateParseHandling = DateParseHandling.None,
        };
        Require(reader.Read() && reader.TokenType == JsonToken.StartObject);
        Require(reader.Read() && (string?)reader.Value == Kind);
        var kind = reader.ReadAsString();
        Require(kind is not null && Kinds.ContainsKey(kind) && reader.Read() && (string?)reader.Value == Content && reader.Read());
        return (EditionContent)JsonSerializer.Create(Settings).Deserialize(reader, Kinds[kind!])!;
    }

    private static void Require(bool isSo)
    {
        if (!isSo)
        {
            throw new JsonSerializationException("A reading begins with its kind and its content.");
        }
    }

    private sealed class CellsConverter : JsonConverter<IReadOnlyDictionary<Line, Cell>>
    {
        /// <summary>The row read last on this thread: the next is most often of the same edition.</summary>
        [ThreadStatic]
        private static IReadOnlyDictionary<Line, Cell>? _last;

        public override IReadOnlyDictionary<Line, Cell> ReadJson(
            JsonReader reader,
            Type objectType,
            IReadOnlyDictionary<Line, Cell>? existingValue,
            bool hasExistingValue,
            JsonSerializer serializer
        )
        {
            var cells = new List<KeyValuePair<Line, Cell>>();
            while (reader.Read() && reader.TokenType == JsonToken.PropertyName)
            {
                var id = (string)reader.Value!;
                Require(reader.Read() && reader.TokenType == JsonToken.StartArray);
                var pounds = reader.ReadAsDecimal();
                var status = (CellStatus)(reader.ReadAsInt32() ?? -1);
                var address = reader.ReadAsString();
                Require(address is not null && Enum.IsDefined(status) && reader.Read() && reader.TokenType == JsonToken.EndArray);
                cells.Add(
                    new(Lines.Find(id) ?? throw new JsonSerializationException($"'{id}' is no line."), new Cell(pounds, status, address!))
                );
            }

            return _last = PackedCells.Of(cells, _last);
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
