using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace BudgetWatch.Sources.Tests.Charities;

/// <summary>
/// The register's public extract in the publisher's layout (every field of its list, in its order, after the day of the extract; a mark of UTF-8,
/// one array, a row a line), made of charities that are known: the real one is not available.
/// </summary>
internal static class MadeExtract
{
    public const string Charity = "publicextract.charity";
    public const string AreaOfOperation = "publicextract.charity_area_of_operation";
    public const string Classification = "publicextract.charity_classification";
    public const string History = "publicextract.charity_annual_return_history";

    public static readonly DateOnly Day = new(2026, 11, 23);

    public static readonly IReadOnlyList<string> Tables = [Charity, AreaOfOperation, Classification, History];

    /// <summary>How many years of accounts each charity has.</summary>
    public const int Years = 2;

    /// <summary>A table of so many charities, in memory.</summary>
    public static PublishedFile InMemory(string table, int charities) => Zipped(table, Json(table, charities));

    /// <summary>The rows of a table as text.</summary>
    public static string Json(string table, int charities)
    {
        using var bytes = new MemoryStream();
        Write(bytes, table, charities);
        return Encoding.UTF8.GetString(bytes.GetBuffer(), Encoding.UTF8.Preamble.Length, (int)bytes.Length - Encoding.UTF8.Preamble.Length);
    }

    /// <summary>Text as the one file of an archive, after its mark.</summary>
    public static PublishedFile Zipped(string table, string json)
    {
        using var packed = new MemoryStream();
        using (var archive = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = archive.CreateEntry(table + ".json").Open();
            entry.Write(Encoding.UTF8.Preamble);
            entry.Write(Encoding.UTF8.GetBytes(json));
        }

        return new PublishedFile(table + ".zip", packed.ToArray());
    }

    /// <summary>A table of so many charities on disk, written as it is packed; how many bytes it has unpacked.</summary>
    public static long OnDisk(string path, string table, int charities)
    {
        using var archive = new ZipArchive(File.Create(path), ZipArchiveMode.Create);
        using var entry = archive.CreateEntry(table + ".json", CompressionLevel.Fastest).Open();
        return Write(entry, table, charities);
    }

    private static long Write(Stream stream, string table, int charities)
    {
        stream.Write(Encoding.UTF8.Preamble);
        stream.Write("["u8);
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        long written = 4;
        var isFirst = true;
        for (var place = 0; place < charities; place++)
        {
            var charity = MadeCharity.At(place);
            foreach (var row in Rows(table, charity))
            {
                if (!isFirst)
                {
                    stream.Write(",\n"u8);
                }

                isFirst = false;
                json.Reset(stream);
                json.WriteStartObject();
                json.WriteString("date_of_extract", At(Day));
                json.WriteNumber("organisation_number", charity.Number + row.Offset);
                row.Fields(json);
                json.WriteEndObject();
                json.Flush();
                written += json.BytesCommitted + 2;
            }
        }

        stream.Write("]"u8);
        return written;
    }

    /// <summary>A row's fields after its number; offset by a hundred million for a linked charity.</summary>
    private static IEnumerable<(int Offset, Action<Utf8JsonWriter> Fields)> Rows(string table, MadeCharity charity)
    {
        switch (table)
        {
            case Charity:
                yield return (0, json => WriteCharity(json, charity, 0));
                if (charity.Number % 10 == 0)
                {
                    yield return (100_000_000, json => WriteCharity(json, charity, 1));
                }

                break;
            case AreaOfOperation:
                if (charity.Kind is MadeKind.Wider)
                {
                    yield return (
                        0,
                        json =>
                            WriteArea(
                                json,
                                charity,
                                0,
                                "Region",
                                charity.Number % 2 == 0 ? "Throughout England And Wales" : "Throughout London",
                                null,
                                null
                            )
                    );
                }

                if (charity.Kind is MadeKind.Abroad || charity.Number % 9 == 0)
                {
                    yield return (0, json => WriteArea(json, charity, 0, "Country", "Pakistan", "Continent", "Asia"));
                }

                foreach (var area in charity.Areas)
                {
                    yield return (0, json => WriteArea(json, charity, 0, "Local Authority", area.Name, null, null));
                }

                if (charity.Number % 10 == 0)
                {
                    yield return (100_000_000, json => WriteArea(json, charity, 1, "Local Authority", "Kent", null, null));
                }

                break;
            case Classification:
                foreach (var code in charity.Classifications)
                {
                    yield return (0, json => WriteClassification(json, charity, code));
                }

                break;
            default:
                for (var year = 0; year < Years; year++)
                {
                    var end = new DateOnly(2017 + year, 12, 31);
                    yield return (0, json => WriteHistory(json, charity, end));
                }

                break;
        }
    }

    private static void WriteCharity(Utf8JsonWriter json, MadeCharity charity, int linked)
    {
        json.WriteNumber("registered_charity_number", charity.Number);
        json.WriteNumber("linked_charity_number", linked);
        json.WriteString("charity_name", charity.Name);
        Text(json, "charity_type", linked == 0 ? "Charitable company" : null);
        json.WriteString("charity_registration_status", charity.Removed is null ? "Registered" : "Removed");
        json.WriteString("date_of_registration", At(charity.Registered));
        Text(json, "date_of_removal", charity.Removed is { } removed ? At(removed) : null);
        Text(json, "charity_reporting_status", charity.Removed is null ? "Submission Received" : null);
        json.WriteString("latest_acc_fin_period_start_date", "2025-01-01T00:00:00");
        json.WriteString("latest_acc_fin_period_end_date", "2025-12-31T00:00:00");
        json.WriteNumber("latest_income", charity.Income);
        json.WriteNumber("latest_expenditure", charity.Kind == MadeKind.Dormant ? 0 : charity.Income / 2);
        json.WriteString("charity_contact_address1", "1 HIGH STREET");
        json.WriteString("charity_contact_address2", "MIDDLETOWN");
        json.WriteNull("charity_contact_address3");
        json.WriteNull("charity_contact_address4");
        json.WriteNull("charity_contact_address5");
        json.WriteString("charity_contact_postcode", "AB1 2CD");
        json.WriteString(
            "charity_contact_phone",
            string.Create(CultureInfo.InvariantCulture, $"01632 {charity.Number % 1_000_000:000000}")
        );
        json.WriteString("charity_contact_email", string.Create(CultureInfo.InvariantCulture, $"office@charity{charity.Number}.example"));
        json.WriteNull("charity_contact_web");
        json.WriteNull("charity_company_registration_number");
        json.WriteBoolean("charity_insolvent", value: false);
        json.WriteBoolean("charity_in_administration", value: false);
        json.WriteNull("charity_previously_excepted");
        Text(json, "charity_is_cdf_or_cif", charity.Kind == MadeKind.PooledFund ? "CIF" : null);
        json.WriteBoolean("charity_is_cio", value: false);
        json.WriteBoolean("cio_is_dissolved", value: false);
        json.WriteNull("date_cio_dissolution_notice");
        json.WriteString(
            "charity_activities",
            $"THE CHARITY {charity.Number} \"RUNS\" A HALL, A LUNCH CLUB AND A LIBRARY OF TOYS FOR THE PEOPLE OF THE AREA.\r\nIT HELPS WHOEVER NEEDS IT, AND OFFERS ROOMS TO OTHER GROUPS AT COST."
        );
        json.WriteBoolean("charity_gift_aid", value: true);
        json.WriteNull("charity_has_land");
    }

    private static void WriteArea(
        Utf8JsonWriter json,
        MadeCharity charity,
        int linked,
        string type,
        string name,
        string? parentType,
        string? parent
    )
    {
        json.WriteNumber("registered_charity_number", charity.Number);
        json.WriteNumber("linked_charity_number", linked);
        json.WriteString("geographic_area_type", type);
        json.WriteString("geographic_area_description", name);
        Text(json, "parent_geographic_area_type", parentType);
        Text(json, "parent_geographic_area_description", parent);
        json.WriteBoolean("welsh_ind", value: false);
    }

    private static void WriteClassification(Utf8JsonWriter json, MadeCharity charity, int code)
    {
        json.WriteNumber("registered_charity_number", charity.Number);
        json.WriteNumber("linked_charity_number", 0);
        json.WriteNumber("classification_code", code);
        json.WriteString(
            "classification_type",
            code < 200 ? "What"
                : code < 300 ? "Who"
                : "How"
        );
        json.WriteString("classification_description", "The Prevention Or Relief Of Poverty");
    }

    private static void WriteHistory(Utf8JsonWriter json, MadeCharity charity, DateOnly end)
    {
        json.WriteNumber("registered_charity_number", charity.Number);
        json.WriteString("fin_period_start_date", At(end.AddYears(-1).AddDays(1)));
        json.WriteString("fin_period_end_date", At(end));
        json.WriteString("ar_cycle_reference", string.Create(CultureInfo.InvariantCulture, $"AR{end.Year % 100:00}"));
        json.WriteString("reporting_due_date", At(end.AddMonths(10)));
        json.WriteString("date_annual_return_received", At(end.AddMonths(9)));
        json.WriteString("date_accounts_received", At(end.AddMonths(9)));
        if (charity.Number % 5 == 0)
        {
            json.WriteNull("total_gross_income");
        }
        else
        {
            json.WriteNumber("total_gross_income", charity.Income + end.Year + 0.4m);
        }

        json.WriteNull("total_gross_expenditure");
        json.WriteNull("accounts_qualified");
        json.WriteBoolean("suppression_ind", value: false);
        json.WriteNull("suppression_type");
    }

    private static void Text(Utf8JsonWriter json, string name, string? text)
    {
        if (text is null)
        {
            json.WriteNull(name);
        }
        else
        {
            json.WriteString(name, text);
        }
    }

    private static string At(DateOnly day) => day.ToString("yyyy-MM-dd'T00:00:00'", CultureInfo.InvariantCulture);
}
