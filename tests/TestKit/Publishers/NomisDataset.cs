using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace BudgetWatch.TestKit.Publishers;

/// <summary>One figure of Nomis.</summary>
/// <param name="Date">The year.</param>
/// <param name="Code">The place's ONS code.</param>
/// <param name="Name">Its name.</param>
/// <param name="Value">The figure, as text; empty where Nomis has none.</param>
public sealed record NomisFigure(string Date, string Code, string Name, string Value);

/// <summary>A dataset of Nomis as its CSV API answers: columns as selected and in capitals, a page at a time, no ETag.</summary>
/// <param name="Id">The dataset: <c>NM_2002_1</c>.</param>
/// <param name="Figures">Its figures, in Nomis's order.</param>
/// <param name="PageRows">How many it gives at a time.</param>
public sealed record NomisDataset(string Id, IReadOnlyList<NomisFigure> Figures, int PageRows = 25_000)
{
    /// <summary>Where it is asked.</summary>
    public string Path => $"/api/v01/dataset/{Id}.data.csv";

    internal async Task AnswerAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var columns = query["select"].ToString().ToUpperInvariant().Split(',');
        var offset = int.Parse(query["recordoffset"].ToString(), CultureInfo.InvariantCulture);
        var limit = Math.Min(PageRows, int.Parse(query["recordlimit"].ToString(), CultureInfo.InvariantCulture));
        var text = new StringBuilder().AppendJoin(',', columns.Select(column => $"\"{column}\"")).Append("\r\n");
        foreach (var figure in Figures.Skip(offset).Take(limit))
            text.AppendJoin(',', columns.Select(column => Field(figure, column))).Append("\r\n");
        context.Response.ContentType = "text/csv; charset=utf-8";
        await context.Response.WriteAsync(text.ToString());
    }

    private string Field(NomisFigure figure, string column) =>
        column switch
        {
            "DATE_NAME" => $"\"{figure.Date}\"",
            "GEOGRAPHY_CODE" => $"\"{figure.Code}\"",
            "GEOGRAPHY_NAME" => $"\"{figure.Name}\"",
            "OBS_VALUE" => figure.Value,
            "RECORD_COUNT" => Figures.Count.ToString(CultureInfo.InvariantCulture),
            _ => "",
        };
}
