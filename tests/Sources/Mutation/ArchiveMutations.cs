using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using CsCheck;

namespace BudgetWatch.Sources.Tests.Mutation;

/// <summary>Ways in which a workbook that is a zip archive goes wrong or is made to; its checksums hold, so that its readers see the damage.</summary>
internal static class ArchiveMutations
{
    private static readonly string[] Repeats =
    [
        "0",
        "1",
        "2",
        "3",
        "4095",
        "4096",
        "16384",
        "50000",
        "1048576",
        "2147483647",
        "4294967296",
        "99999999999999999999",
        "-1",
        "",
        "x",
    ];

    private static readonly string[] Places =
    [
        "A1",
        "E5",
        "R5",
        "R10",
        "XFD1048576",
        "ZZZZZZZ1",
        "A0",
        "A99999999999",
        "1",
        "",
        "E",
        "é9",
        "A-1",
    ];

    public static IReadOnlyList<(string Name, Func<byte[], PCG, byte[]> Of)> All { get; } =
    [
        (
            "a part damaged",
            (bytes, dice) => InOne(bytes, dice, part => ByteMutations.All[dice.Below(ByteMutations.All.Count)].Of(part, dice))
        ),
        ("a part's digit changed", (bytes, dice) => InOne(bytes, dice, part => ByteMutations.All[1].Of(part, dice))),
        ("two parts swapped", SwapParts),
        ("a part left out, twice or renamed", Rename),
        ("a part deep", (bytes, dice) => InOne(bytes, dice, part => Deepen(part, dice))),
        ("oversized repeats", (bytes, dice) => InOne(bytes, dice, part => Oversize(part, dice))),
        (
            "a number or text nobody publishes",
            (bytes, dice) =>
                InOne(
                    bytes,
                    dice,
                    part => part.Length == 0 ? part : ContentMutations.OfText[dice.Below(ContentMutations.OfText.Count)].Of(part, dice)
                )
        ),
        ("an element left out, twice or moved", (bytes, dice) => InOne(bytes, dice, part => MoveElement(part, dice))),
        ("a part of comma-separated text or JSON", (bytes, dice) => InOne(bytes, dice, part => Within(part, dice))),
        ("entities", (bytes, dice) => InOne(bytes, dice, part => Entities(part))),
        ("a declared size overwritten", DeclareSize),
    ];

    private static byte[] InOne(byte[] bytes, PCG dice, Func<byte[], byte[]> mutate)
    {
        var parts = Unpack(bytes);

        // Most of the time the sheet, which is the largest.
        var at = dice.Below(4) == 0 ? dice.Below(parts.Count) : Enumerable.Range(0, parts.Count).MaxBy(part => parts[part].Bytes.Length);
        parts[at] = parts[at] with { Bytes = mutate(parts[at].Bytes) };
        return Pack(parts);
    }

    private static byte[] SwapParts(byte[] bytes, PCG dice)
    {
        var parts = Unpack(bytes);
        var (first, second) = (dice.Below(parts.Count), dice.Below(parts.Count));
        (parts[first], parts[second]) = (
            parts[first] with
            {
                Bytes = parts[second].Bytes,
            },
            parts[second] with
            {
                Bytes = parts[first].Bytes,
            }
        );
        return Pack(parts);
    }

    private static byte[] Rename(byte[] bytes, PCG dice)
    {
        var parts = Unpack(bytes);
        var part = parts[dice.Below(parts.Count)];
        parts.Remove(part);
        parts.AddRange(
            dice.Below(4) switch
            {
                0 => [],
                1 => [part, part],
                2 => [part with { Name = $"../{part.Name}" }],
                _ => [part with { Name = part.Name.ToUpperInvariant() }],
            }
        );
        return Pack(parts);
    }

    private static byte[] Deepen(byte[] part, PCG dice)
    {
        var depth = 1 + dice.Below(20_000);
        var deep =
            string.Concat(Enumerable.Repeat("<a>", depth)) + (dice.Below(2) == 0 ? string.Concat(Enumerable.Repeat("</a>", depth)) : "");
        return AfterATag(part, dice, deep);
    }

    private static byte[] Oversize(byte[] part, PCG dice)
    {
        var xml = Encoding.UTF8.GetString(part);
        var repeats = Repeats[dice.Below(Repeats.Length)];
        var (sought, put) = dice.Below(3) switch
        {
            0 => ("<table:table-cell", $"<table:table-cell table:number-columns-repeated=\"{repeats}\""),
            1 => ("<table:table-row", $"<table:table-row table:number-rows-repeated=\"{repeats}\""),
            _ => (" r=\"", $" r=\"{Places[dice.Below(Places.Length)]}\" x=\""),
        };
        var at = xml.IndexOf(sought, dice.Below(xml.Length), StringComparison.Ordinal);
        return at < 0 ? part : Encoding.UTF8.GetBytes(string.Concat(xml.AsSpan(0, at), put, xml.AsSpan(at + sought.Length)));
    }

    /// <summary>From one tag to another of the same name, so that what is left is XML as often as not.</summary>
    private static byte[] MoveElement(byte[] part, PCG dice)
    {
        var xml = Encoding.UTF8.GetString(part);
        var start = xml.IndexOf('<', dice.Below(xml.Length + 1));
        var nameEnd = start < 0 ? -1 : xml.AsSpan(start).IndexOfAny(" />");
        if (nameEnd < 2)
        {
            return part;
        }

        var tag = xml.Substring(start, nameEnd);
        var end = start;
        for (var more = 1 + dice.Below(5); more > 0 && end >= 0; more--)
        {
            end = xml.IndexOf(tag, end + 1, StringComparison.Ordinal);
        }

        if (end < 0)
        {
            return part;
        }

        var element = xml[start..end];
        var rest = dice.Below(3) == 0 ? xml : xml.Remove(start, element.Length);
        var to = rest.IndexOf(tag, dice.Below(rest.Length + 1), StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(to < 0 || dice.Below(3) == 0 ? rest : rest.Insert(to, element));
    }

    private static byte[] Within(byte[] part, PCG dice)
    {
        var ways =
            part is [(byte)'<', ..] or [] ? []
            : part is [0xEF, 0xBB, 0xBF, (byte)'[', ..] ? TextMutations.All
            : ContentMutations.OfCsv;
        return ways.Count == 0 ? part : ways[dice.Below(ways.Count)].Of(part, dice);
    }

    private static byte[] Entities(byte[] part)
    {
        var xml = Encoding.UTF8.GetString(part);
        var end = xml.IndexOf("?>", StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(xml.Insert(end < 0 ? 0 : end + 2, "<!DOCTYPE a [<!ENTITY a \"9\"><!ENTITY b \"&a;&a;\">]>"));
    }

    private static byte[] AfterATag(byte[] part, PCG dice, string what)
    {
        var from = dice.Below(part.Length);
        var at = from + part.AsSpan(from).IndexOf((byte)'>') + 1;
        return [.. part.AsSpan(0, at), .. Encoding.UTF8.GetBytes(what), .. part.AsSpan(at)];
    }

    private static byte[] DeclareSize(byte[] bytes, PCG dice)
    {
        byte[] mutant = [.. bytes];
        var headers = new List<int>();
        for (var at = 0; at + 46 < mutant.Length; at++)
        {
            switch (mutant.AsSpan(at, 4))
            {
                case [(byte)'P', (byte)'K', 3, 4]:
                    headers.AddRange([at + 14, at + 18, at + 22]);
                    break;
                case [(byte)'P', (byte)'K', 1, 2]:
                    headers.AddRange([at + 16, at + 20, at + 24, at + 42]);
                    break;
                default:
                    break;
            }
        }

        if (headers.Count > 0)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(
                mutant.AsSpan(headers[dice.Below(headers.Count)]),
                dice.Below(2) == 0 ? 0xFFFFFFFF >> dice.Below(32) : (uint)dice.Below(5_000)
            );
        }

        return mutant;
    }

    private static List<Part> Unpack(byte[] bytes)
    {
        using var archive = new ZipArchive(new MemoryStream(bytes), ZipArchiveMode.Read);
        var parts = new List<Part>();
        foreach (var entry in archive.Entries)
        {
            var content = new MemoryStream();
            using var stream = entry.Open();
            stream.CopyTo(content);
            parts.Add(new Part(entry.FullName, content.ToArray()));
        }

        return parts;
    }

    private static byte[] Pack(List<Part> parts)
    {
        var packed = new MemoryStream();
        using (var archive = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var part in parts)
            {
                using var stream = archive.CreateEntry(part.Name, CompressionLevel.Fastest).Open();
                stream.Write(part.Bytes);
            }
        }

        return packed.ToArray();
    }

    private sealed record Part(string Name, byte[] Bytes);
}
