using System.ComponentModel;
using System.Globalization;
using System.Reflection;

namespace BudgetWatch.LocalWorker.Http;

/// <summary>Turns a route or query value into a parameter of an HTTP function.</summary>
internal static class RouteValueBinding
{
    public static bool CanBind(Type type) => TypeDescriptor.GetConverter(Nullable.GetUnderlyingType(type) ?? type).CanConvertFrom(typeof(string));

    public static object? Convert(object? value, ParameterInfo parameter)
    {
        if (value is null) return parameter.HasDefaultValue ? parameter.DefaultValue : Absent(parameter);
        if (parameter.ParameterType.IsInstanceOfType(value)) return value;
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        var text = System.Convert.ToString(value, CultureInfo.InvariantCulture)!;
        return TypeDescriptor.GetConverter(type).ConvertFromString(context: null, CultureInfo.InvariantCulture, text);
    }

    private static object? Absent(ParameterInfo parameter) =>
        parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null
            ? throw new InvalidOperationException($"The request has no value for '{parameter.Name}'.")
            : null;
}
