using System.Reflection;

namespace BudgetWatch.LocalWorker.Invocation;

/// <summary>What a method returns once it has ended, whether it returned a value, a Task or a ValueTask.</summary>
internal static class MethodResult
{
    /// <summary>The type of the value; <c>void</c> when there is none.</summary>
    public static Type TypeOf(MethodInfo method)
    {
        var type = method.ReturnType;
        if (type == typeof(Task) || type == typeof(ValueTask)) return typeof(void);
        return type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(Task<>) || type.GetGenericTypeDefinition() == typeof(ValueTask<>))
            ? type.GetGenericArguments()[0]
            : type;
    }

    public static async Task<object?> AwaitAsync(object? returned, MethodInfo method)
    {
        if (returned is ValueTask plain)
        {
            await plain;
            return null;
        }

        if (returned?.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(ValueTask<>))
        {
            returned = type.GetMethod(nameof(ValueTask<>.AsTask))!.Invoke(returned, null);
        }

        if (returned is not Task task) return returned;
        await task;

        // An async method that returns Task is at run time a Task of an internal type: ask the method, not the object.
        return TypeOf(method) == typeof(void) ? null : task.GetType().GetProperty("Result")!.GetValue(task);
    }
}
