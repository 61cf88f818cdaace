export function Hero() {
  return (
    <header className="hero">
      
    </header>
  );
}
