using System.Xml;

namespace BudgetWatch.Sources.Tabular;

/// <summary>Passing over elements.</summary>
internal static class XmlPassing
{
    /// <summary>Goes to the end of the present element; unlike <see cref="XmlReader.Skip"/> not past it, so that a loop of Read misses nothing.</summary>
    public static void PassElement(this XmlReader xml)
    {
        if (!xml.IsEmptyElement)
        {
            for (var depth = xml.Depth; xml.Read() && xml.Depth > depth; ) { }
        }
    }
}
