using BudgetWatch.Pipeline;
using BudgetWatch.Pipeline.Query;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace BudgetWatch.App.Http;

/// <summary>Answers whose JSON is flatter than the type.</summary>
internal static class Shapes
{
    /// <summary><c>/gradient</c>: the statistics stand beside release and query.</summary>
    public static object Of(GradientAnswer answer)
    {
        var serializer = JsonSerializer.Create(Json.Settings);
        var whole = JObject.FromObject(answer, serializer);
        var shape = new JObject();
        foreach (var property in whole.Properties())
        {
            if (property.Name == "statistics")
            {
                shape.Merge(property.Value);
            }
            else
            {
                shape.Add(property.Name, property.Value);
            }
        }

        return shape;
    }
}
