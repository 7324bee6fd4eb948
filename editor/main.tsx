import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import './theme/tokens.css'
import './theme/base.css'
import { App } from './app/App.tsx'
import { startApplication } from './app/start.ts'
import { startTheme } from './theme/theme-store.ts'

startTheme()
startApplication()
createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
