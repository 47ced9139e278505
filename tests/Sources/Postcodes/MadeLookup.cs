using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace BudgetWatch.Sources.Tests.Postcodes;

/// <summary>
/// The ONS's lists of postcodes in the layouts they are published in (headings to the letter, cells in quotes, names in Latin-1), made of
/// postcodes that are known: none is available.
/// </summary>
internal static class MadeLookup
{
    /// <summary>PCD_OA_LSOA_MSOA_LAD_*_UK_LU.csv, on output areas of 2011 and of 2021.</summary>
    public const string BestFit = "pcd7,pcd8,pcds,dointr,doterm,usertype,oa11cd,lsoa11cd,msoa11cd,ladcd,lsoa11nm,msoa11nm,ladnm,ladnmw";
    public const string BestFitOf2021 =
        "pcd7,pcd8,pcds,dointr,doterm,usertype,oa21cd,lsoa21cd,msoa21cd,ladcd,lsoa21nm,msoa21nm,ladnm,ladnmw";

    /// <summary>ONSPD_*_UK.csv as of 2023.</summary>
    public const string Directory =
        "pcd,pcd2,pcds,dointr,doterm,oscty,ced,oslaua,osward,parish,usertype,oseast1m,osnrth1m,osgrdind,oshlthau,nhser,ctry,rgn,streg,pcon,eer,"
        + "teclec,ttwa,pct,itl,statsward,oa01,casward,npark,lsoa01,msoa01,ur01ind,oac01,oa11,lsoa11,msoa11,wz11,sicbl,bua11,buasd11,ru11ind,oac11,"
        + "lat,long,lep1,lep2,pfa,imd,calncv,icb,oa21,lsoa21,msoa21";

    /// <summary>NSPL21_*_UK.csv as of 2024.</summary>
    public const string Statistics =
        "pcd,pcd2,pcds,dointr,doterm,usertype,oseast1m,osnrth1m,osgrdind,oa21,cty,ced,laua,ward,nhser,ctry,rgn,pcon,ttwa,itl,npark,lsoa21,msoa21,"
        + "wz11,sicbl,bua22,ru11ind,oac11,lat,long,lep1,lep2,pfa,imd,icb";

    /// <summary>The same as of 2025, whose headings bear years.</summary>
    public const string StatisticsOf2025 =
        "pcd7,pcd8,pcds,dointr,doterm,usrtypind,east1m,north1m,gridind,oa21cd,cty25cd,ced25cd,lad25cd,wd25cd,nhser24cd,ctry25cd,rgn25cd,pcon24cd,"
        + "ttwa15cd,itl25cd,npark16cd,lsoa21cd,msoa21cd,wz11cd,sicbl24cd,bua24cd,ruc21ind,oac11ind,lat,long,lep21cd1,lep21cd2,pfa23cd,imd20ind,icb23cd";

    /// <summary>A few postcodes with the districts they are in, written down by hand; those after a comma once more are no longer in use.</summary>
    public static readonly IReadOnlyList<MadePostcode> Few =
    [
        new("AB1 0AA", "S12000033", "Aberdeen City", "198001", "199606"),
        new("AB10 1AB", "S12000033", "Aberdeen City", "201101", ""),
        new("CA8 7JG", "E06000057", "Northumberland", "200006", ""),
        new("CF10 1AA", "W06000015", "Cardiff", "198001", ""),
        new("EC1A 1AA", "E09000001", "City of London", "198001", "201811"),
        new("EC1A 1AB", "E09000019", "Islington", "198001", ""),
        new("LL77 7AA", "W06000001", "Isle of Anglesey", "198001", ""),
        new("ME14 1AA", "E07000110", "Maidstone", "198001", ""),
        new("SW1A 1AA", "E09000033", "Westminster", "198001", "202511"),
        new("YO1 0AA", "", "", "198001", "199712"),
        new("ZE3 9XP", "S12000027", "Shetland Islands", "199812", ""),
    ];

    public static byte[] Csv(string headings, IEnumerable<MadePostcode> postcodes)
    {
        using var bytes = new MemoryStream();
        Write(bytes, headings, postcodes);
        return bytes.ToArray();
    }

    public static void Write(Stream stream, string headings, IEnumerable<MadePostcode> postcodes)
    {
        using var text = new StreamWriter(stream, Encoding.Latin1, 0x10000, leaveOpen: true) { NewLine = "\r\n" };
        text.WriteLine(headings);
        var columns = headings.Split(',');
        foreach (var postcode in postcodes)
        {
            for (var column = 0; column < columns.Length; column++)
            {
                text.Write(column == 0 ? "\"" : ",\"");
                text.Write(Cell(columns[column], postcode));
                text.Write('"');
            }

            text.WriteLine();
        }
    }

    public static byte[] Zip(params IEnumerable<(string Name, byte[] Bytes)> files)
    {
        using var packed = new MemoryStream();
        using (var archive = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in files)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(bytes);
            }
        }

        return packed.ToArray();
    }

    private static string Cell(string column, MadePostcode postcode) =>
        column.ToLowerInvariant() switch
        {
            "pcd7" or "pcd" => postcode.Text.Length > 7 ? postcode.Text.Replace(" ", "", StringComparison.Ordinal) : postcode.Text,
            "pcd8" or "pcd2" => postcode.Text.Length < 8 ? postcode.Text.Replace(" ", "  ", StringComparison.Ordinal) : postcode.Text,
            "pcds" => postcode.Text,
            "dointr" => postcode.Introduced,
            "doterm" => postcode.Terminated,
            "ladcd" or "oslaua" or "laua" or "lad25cd" => postcode.District,
            "ladnm" => postcode.Name,
            "ladnmw" => postcode.District.StartsWith('W') ? "Ynys Môn" : "",
            "lsoa11nm" or "lsoa21nm" => "Cults, Bieldside and Milltimber West - 02",
            "usertype" or "usrtypind" => "0",
            "oa11cd" or "oa21cd" or "oa11" or "oa21" => "S00090303",
            "lat" => "57.101474",
            "ctry" or "ctry25cd" => postcode.District.StartsWith('E') ? "E92000001" : "S92000003",
            _ => "S99999999",
        };
}

/// <summary>A postcode of a made list.</summary>
internal sealed record MadePostcode(string Text, string District, string Name, string Introduced, string Terminated)
{
    /// <summary>So many postcodes in the order lists have, each run of them in another district; the last is in Shetland.</summary>
    public static IEnumerable<MadePostcode> Many(int count)
    {
        for (var place = 0; place < count; place++)
        {
            yield return At(place, count);
        }
    }

    public static MadePostcode At(int place, int count)
    {
        var (area, rest) = Math.DivRem(place, 40_000);
        var (outward, within) = Math.DivRem(rest, 4_000);
        var (sector, unit) = Math.DivRem(within, 400);
        var text =
            place == count - 1
                ? "ZE3 9XP"
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"{(char)('A' + (area / 10))}{(char)('A' + (area % 10))}{outward} {sector}{(char)('A' + (unit / 26))}{(char)('A' + (unit % 26))}"
                );
        return new MadePostcode(text, DistrictAt(place), "Somewhere", "198001", place % 3 == 0 ? "200312" : "");
    }

    /// <summary>A tenth is in Scotland; a district's postcodes stand sixty together, so that borders cross sectors.</summary>
    public static string DistrictAt(int place) =>
        place / 60 % 10 == 9
            ? "S12000033"
            : string.Create(CultureInfo.InvariantCulture, $"E0{6 + (place / 60 % 4)}{place / 60 % 75:000000}");
}
