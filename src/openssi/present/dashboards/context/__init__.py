"""Population and labour market around social protection."""
