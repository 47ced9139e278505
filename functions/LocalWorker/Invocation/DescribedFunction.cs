using System.Collections.Immutable;
using BudgetWatch.LocalWorker.Discovery;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.LocalWorker.Invocation;

internal sealed class DescribedFunction(FunctionDescriptor function, string triggerType) : FunctionDefinition
{
    public override ImmutableArray<FunctionParameter> Parameters { get; } =
        [.. function.Method.GetParameters().Select(parameter => new FunctionParameter(parameter.Name!, parameter.ParameterType))];

    public override string PathToAssembly => function.DeclaringType.Assembly.Location;

    public override string EntryPoint => function.EntryPoint;

    public override string Id => function.Name;

    public override string Name => function.Name;

    public override IImmutableDictionary<string, BindingMetadata> InputBindings { get; } =
        ImmutableDictionary<string, BindingMetadata>.Empty.Add(
            function.TriggerParameter.Name!,
            new Binding(function.TriggerParameter.Name!, triggerType, BindingDirection.In));

    public override IImmutableDictionary<string, BindingMetadata> OutputBindings { get; } = function.QueueOutput is null
        ? ImmutableDictionary<string, BindingMetadata>.Empty
        : ImmutableDictionary<string, BindingMetadata>.Empty.Add("$return", new Binding("$return", "queue", BindingDirection.Out));

    private sealed class Binding(string name, string type, BindingDirection direction) : BindingMetadata
    {
        public override string Name => name;

        public override string Type => type;

        public override BindingDirection Direction => direction;
    }
}
