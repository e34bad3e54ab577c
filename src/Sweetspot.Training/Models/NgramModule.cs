using Sweetspot.Planning;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Sweetspot.Training;

/// <summary>
/// A bag of n-grams: ids (B, length) of different n-grams, 0 where there is none. Their vectors are added with weights idf / ‖idf‖, which is tf-idf of
/// n-grams that count once a text, scaled to length 1.
/// </summary>
/// <remarks>
/// State: <c>idf</c> (vocabulary), kept but not trained, 0 for padding; <c>embedding.weight</c> (vocabulary, width, or for the linear model outputs); for the linear
/// model <c>bias</c>, else <c>dense</c> where there is one, and <c>output</c>.
/// </remarks>
internal sealed class NgramModule : nn.Module<Tensor, Tensor>
{
    private const double LeastNorm = 1e-6;
    private readonly Tensor _idf;
    private readonly Embedding _embedding;
    private readonly Parameter? _bias;
    private readonly Sequential? _head;

    public NgramModule(NgramShape shape, double dropout, bool isBranch = false)
        : base(nameof(NgramModule))
    {
        var isLinear = shape.Width == 0;
        _idf = ones(shape.Tokens.Vocabulary);
        _idf[FittedTokenizer.Padding] = 0;
        _embedding = TextLayers.Embedding(shape.Tokens.Vocabulary, isLinear ? shape.Outputs : shape.Width, isLinear && !isBranch ? 0 : 1);
        register_buffer("idf", _idf);
        register_module("embedding", _embedding);
        if (isLinear)
        {
            _bias = new Parameter(zeros(shape.Outputs));
            register_parameter("bias", _bias);
            return;
        }

        _head = nn.Sequential(TextLayers.Head(shape.Width, shape.Dense, shape.Outputs, dropout));
        foreach (var (name, layer) in _head.named_children())
        {
            register_module(name, layer);
        }
    }

    /// <summary>Takes over what the tokenizer counted in the training rows.</summary>
    /// <param name="weights">Inverse document frequency of each id.</param>
    public void Weigh(float[] weights)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        _idf.copy_(tensor(weights));
    }

    /// <summary>Nothing: the parts are registered above, under names that stay. A module that holds this one would add them again, under the names of fields.</summary>
    protected override void RegisterComponents()
    {
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        var weights = _idf.take(input);                                                                                     // (B, length)
        var norm = weights.square().sum(1, keepdim: true).sqrt().clamp_min(LeastNorm);                                       // (B, 1)
        var sum = (weights / norm).unsqueeze(1).bmm(_embedding.call(input)).squeeze(1);                                      // (B, width)
        return _head is { } head ? head.call(sum) : sum + _bias!;
    }
}
