using BudgetWatch.Pipeline;
using BudgetWatch.Questions.Gradient;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace BudgetWatch.App.Http;

/// <summary>Answers whose JSON is flatter than the type.</summary>
internal static class JsonShape
{
    /// <summary>By type the property whose members stand beside the others, not under its name: of <c>/gradient</c> the statistics.</summary>
    public static readonly IReadOnlyDictionary<Type, string> Flattened = new Dictionary<Type, string>
    {
        [typeof(GradientAnswer)] = "statistics",
    };

    /// <summary>An answer as its JSON is shaped.</summary>
    public static object Of(object answer)
    {
        if (!Flattened.TryGetValue(answer.GetType(), out var beside))
        {
            return answer;
        }

        var whole = JObject.FromObject(answer, JsonSerializer.Create(Json.Settings));
        var shape = new JObject();
        foreach (var property in whole.Properties())
        {
            if (property.Name == beside)
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
