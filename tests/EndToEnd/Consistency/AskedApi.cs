using System.Net;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Sylvan.Data.Csv;

namespace BudgetWatch.EndToEnd.Tests.Consistency;

/// <summary>The API as a reader asks it.</summary>
internal sealed class AskedApi(HttpClient client)
{
    /// <summary>What an address under <c>/api/v1</c> answers.</summary>
    public async Task<(HttpStatusCode Status, JObject Answer)> JsonAsync(string path)
    {
        using var response = await client.GetAsync(new Uri($"api/v1/{path}", UriKind.Relative));
        using var reader = new JsonTextReader(new StreamReader(await response.Content.ReadAsStreamAsync()))
        {
            DateParseHandling = DateParseHandling.None,
        };
        return (response.StatusCode, await JObject.LoadAsync(reader));
    }

    /// <summary>The rows of a CSV, each by the names of its columns.</summary>
    public async Task<List<Dictionary<string, string>>> CsvAsync(string path)
    {
        using var text = new StringReader(await client.GetStringAsync(new Uri($"api/v1/{path}", UriKind.Relative)));
        await using var csv = await CsvDataReader.CreateAsync(text);
        var rows = new List<Dictionary<string, string>>();
        while (await csv.ReadAsync())
        {
            rows.Add(Enumerable.Range(0, csv.FieldCount).ToDictionary(csv.GetName, csv.GetString, StringComparer.Ordinal));
        }

        return rows;
    }
}
