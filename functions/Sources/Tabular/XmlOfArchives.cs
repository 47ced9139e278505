using System.Xml;

namespace BudgetWatch.Sources.Tabular;

/// <summary>How XML of an archive is read: no document types, nothing fetched, no more than an archive may inflate to.</summary>
internal static class XmlOfArchives
{
    public static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = ReadingLimits.InflatedBytes,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CloseInput = true,
    };
}
