using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Sweetspot.Training;

/// <summary>32-bit copies of a model's 16-bit parameters, which an optimizer moves: small steps would be lost in 16 bits (Micikevicius et al. 2018, arXiv 1710.03740, section 3.1).</summary>
internal sealed class MasterWeights : IDisposable
{
    private readonly Parameter[] _parameters;
    private readonly Parameter[] _masters;

    public MasterWeights(IEnumerable<Parameter> parameters)
    {
        _parameters = [.. parameters];
        _masters = [.. _parameters.Select(MasterOf)];
    }

    /// <summary>What the optimizer moves, in the order of the model's parameters.</summary>
    public IReadOnlyList<Parameter> Values => _masters;

    /// <summary>Takes the gradients of a backward pass over, and clears them in the model.</summary>
    public void TakeGradients()
    {
        using var noGradients = no_grad();
        for (var i = 0; i < _masters.Length; i++)
        {
            var gradient = _parameters[i].grad ?? throw new InvalidOperationException("a parameter has no gradient; call backward first");
            _masters[i].grad!.copy_(gradient); // made with the master
            gradient.zero_();
        }
    }

    /// <summary>Gives the moved values to the model, rounded to its 16 bits.</summary>
    public void Give()
    {
        using var noGradients = no_grad();
        for (var i = 0; i < _masters.Length; i++)
        {
            _parameters[i].copy_(_masters[i]);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var master in _masters)
        {
            master.grad?.Dispose();
            master.Dispose();
        }
    }

    private static Parameter MasterOf(Parameter parameter)
    {
        using var noGradients = no_grad();
        var master = new Parameter(parameter.detach().to(ScalarType.Float32).clone());
        master.grad = zeros_like(master);
        return master;
    }
}
